namespace OneStop.Load;

/// <summary>The scripts of wrk, in a folder of their own with what they send.</summary>
internal sealed class Scripts(string folder)
{
    /// <summary>Dossiers of these numbers are filed by wrk; those below by the filler.</summary>
    public const int FirstNumber = 10_000_000;

    private const int Templates = 400;
    private const string PersonalIdPlace = "############";
    private const string PhonePlace = "@@@@@@@@@@";

    private const string Ending = """

        function done(summary, latency, requests)
          local e = summary.errors
          io.write(string.format("RESULT requests=%d seconds=%f p50=%f p95=%f p99=%f status=%d socket=%d\n",
            summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
            latency:percentile(99) / 1e3, e.status, e.connect + e.read + e.write + e.timeout))
        end
        """;

    /// <summary>GETs of the given paths, in random order; a line of the data is a path and a token.</summary>
    private const string GetScript = """
        local ready = {}

        function setup(thread)
          count = (count or 0) + 1
          thread:set("number", count)
        end

        function init(args)
          math.randomseed(args[2] * 10 + number)
          for line in io.lines(args[1]) do
            local path, token = line:match("^(%S+) ?(%S*)$")
            ready[#ready + 1] = wrk.format("GET", path, { ["Authorization"] = "Bearer " .. token })
          end
        end

        function request()
          return ready[math.random(#ready)]
        end
        """;

    /// <summary>POSTs of new dossiers; a line of the data is a token and a filing, and every request puts in its own numbers of a person.</summary>
    private const string ReceiveScript = """
        local ready = {}
        local n = 0

        function setup(thread)
          count = (count or 0) + 1
          thread:set("number", count)
        end

        function init(args)
          math.randomseed(args[2] * 10 + number)
          n = FIRST_NUMBER + args[2] * 1000000 + (number - 1) * 500000
          for line in io.lines(args[1]) do
            local path, token, body = line:match("^(%S+) (%S+) (.*)$")
            local text = wrk.format("POST", path,
              { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }, body)
            local head, middle, tail = text:match("^(.*)############(.*)@@@@@@@@@@(.*)$")
            ready[#ready + 1] = { head, middle, tail }
          end
        end

        function request()
          local text = ready[math.random(#ready)]
          local spread = n * 7654321 % 19200000000
          n = n + 1
          return text[1] .. string.format("%03d%09d", math.floor(spread / 200000000) + 1, spread % 200000000)
            .. text[2] .. string.format("09%08d", spread % 100000000) .. text[3]
        end
        """;

    public string Get => Write("get.lua", GetScript + Ending);

    public string Receive => Write("receive.lua", ReceiveScript.Replace("FIRST_NUMBER", $"{FirstNumber}", StringComparison.Ordinal) + Ending);

    /// <summary>Paths to read, each with the token of its reader.</summary>
    public string Paths(string name, IEnumerable<(string Path, string Token)> paths) =>
        Write(name, string.Join('\n', paths.Select(line => $"{line.Path} {line.Token}")) + "\n");

    /// <summary>Filings to receive at a path, each with the token of its reception.</summary>
    public async Task<string> Filings(string name, string path, ApiClient api)
    {
        var lines = new List<string>();
        for (var n = FirstNumber; n < FirstNumber + Templates; n++)
        {
            var token = await api.Token($"reception@{SampleDossiers.Agency(n)}");
            lines.Add($"{path} {token} {SampleDossiers.Filing(n, PersonalIdPlace, PhonePlace)}");
        }
        return Write(name, string.Join('\n', lines) + "\n");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
