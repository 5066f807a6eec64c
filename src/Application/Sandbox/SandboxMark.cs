namespace OneStop.Application.Sandbox;

/// <summary>What stands on every paper that comes from a sandbox.</summary>
public static class SandboxMark
{
    public static string In(bool english) => english ? "TEST ENVIRONMENT – WITHOUT LEGAL EFFECT" : "MÔI TRƯỜNG THỬ NGHIỆM – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ";
}
