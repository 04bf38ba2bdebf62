// @ts-check
"use strict";

const { atCaller, testing } = require("./load");

exports.synthesizedStacks = atCaller((app) => {
  const { refusals, stack } = testing().synthesizedStacks(app);
  return { refusals, stack: atCaller(stack) };
});
exports.setupJest = atCaller(() => testing().setupJest());
