const { default: Sequencer } = require("@jest/test-sequencer");

/**
 * Runs the files that start processes before all others: a process starts the faster, the less memory the process that starts
 * it uses, and that grows with each file.
 */
module.exports = class ProcessesFirst extends Sequencer {
  sort(tests) {
    const isSlow = ({ path }) => path.endsWith(".slow.test.ts");
    const sorted = super.sort(tests);
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
};
