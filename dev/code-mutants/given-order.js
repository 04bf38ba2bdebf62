const { default: Sequencer } = require("@jest/test-sequencer");

/** Runs test files in the order in which the command line names them. */
module.exports = class GivenOrder extends Sequencer {
  sort(tests) {
    const place = ({ path }) => process.argv.findIndex((argument) => path.endsWith(`/${argument}`));
    return [...tests].sort((a, b) => place(a) - place(b));
  }
};
