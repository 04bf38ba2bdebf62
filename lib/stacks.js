// @ts-check
"use strict";

const { refuseOther, stacks, surroundings } = require("./load");

/** @param {import("cdktf").App} app */
exports.addEnvironments = (app, props = {}) => {
  refuseOther(app);
  return stacks().addEnvironments(app, props, surroundings());
};
