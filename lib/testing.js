// @ts-check
"use strict";

const { testing } = require("./load");

/** @param {import("cdktf").App} app */
exports.synthesizedStacks = (app) => testing().synthesizedStacks(app);
exports.setupJest = () => testing().setupJest();
