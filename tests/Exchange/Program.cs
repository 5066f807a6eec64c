using OneStop.Exchange;

// Thousands of dossiers live their whole lives while the engine is killed at random and every outside system misbehaves. At the end the portal, the
// subscriber and the engine hold the same truth, and every delay is explained.
return await new ExchangeRun(Options.Of(args)).Run();
