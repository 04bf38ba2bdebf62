/** Tests expect output without colours. CI, FORCE_COLOR and jest's workers would turn them on. */
process.env.NO_COLOR = "1";
delete process.env.FORCE_COLOR;

/** Tests read the reference environments, and never those of a user. */
process.env.ENVIRONMENTS_DIR = "examples";
