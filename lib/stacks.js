// @ts-check
"use strict";

const { refuseOther, stacks } = require("./load");

/** @param {import("cdktf").App} app */
exports.addEnvironments = (app, props = {}) => {
  refuseOther(app);
  const today = new Date().toISOString().slice(0, 10);
  return stacks().addEnvironments(app, props, { variables: process.env, today });
};
