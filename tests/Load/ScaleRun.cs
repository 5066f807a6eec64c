namespace OneStop.Load;

/// <summary>The work-list page of one ward among few and among a million dossiers.</summary>
internal static class ScaleRun
{
    public static Task<int> Run(Settings settings) => throw new NotSupportedException();
}
