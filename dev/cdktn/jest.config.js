const suite = require("../../__tests__/support/jest/suite.js");

/** The same sources on CDKTF's successor: `npm run test:cdktn`. */
module.exports = suite("dev/cdktn", {
  rootDir: "../..",
  // Includes the first download of the packages and of Node.js.
  testTimeout: 600_000,
});
