// For jest's own runner, which the tests with the real Terraform use.
const { withoutTypes } = require("./remove-types.js");

module.exports = { process: withoutTypes };
