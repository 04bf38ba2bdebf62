/** What tests read has no colours, wherever they run: CI, FORCE_COLOR and jest's own workers would turn them on. */
process.env.NO_COLOR = "1";
delete process.env.FORCE_COLOR;
