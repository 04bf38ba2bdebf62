// @ts-check
"use strict";

const { atCaller, refuseOther, stacks } = require("./load");

exports.addEnvironments = atCaller((app, props = {}) => {
  refuseOther(app);
  const today = new Date().toISOString().slice(0, 10);
  const { names, stack } = stacks().addEnvironments(app, props, { variables: process.env, today });
  return { names, stack: atCaller(stack) };
});
