// The slowest test files determine the duration of a run, so they start first. Jest would start with the largest files.
const Sequencer = require("@jest/test-sequencer").default;

const SLOWEST = [
  "teardown",
  "deploy-repair.exhaustive",
  "documented-orders",
  "every-environment",
  "adopt",
  "full-life.exhaustive",
  "runbook.exhaustive",
  "predictions",
  "handoff",
  "deployer-policy",
  "existing-network",
  "verify",
];
const rank = ({ path }) => {
  const place = SLOWEST.findIndex((name) => path.endsWith(`/${name}.test.ts`));
  return place < 0 ? SLOWEST.length : place;
};

module.exports = class SlowestFirst extends Sequencer {
  async sort(tests) {
    return (await super.sort(tests)).sort((a, b) => rank(a) - rank(b));
  }
};
