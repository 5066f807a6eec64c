using QRCoder;

namespace OneStop.Api.Forms;

/// <summary>QR codes as SVG.</summary>
internal static class QrCode
{
    private const int PixelsPerModule = 4;

    public static string Svg(string content)
    {
        using var data = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }
}
