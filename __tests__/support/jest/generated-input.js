// Property tests draw the same input in each run of the gate. The nightly gate sets TEST_SEED to another number.
const fc = require("fast-check");

const DEFAULT_SEED = 20261120;

fc.configureGlobal({ seed: Number(process.env.TEST_SEED ?? DEFAULT_SEED) });

module.exports = { DEFAULT_SEED };
