const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const SRC = join(__dirname, "../../../src");

/** Fails a run of all tests in which no test had a finding of a check. `noteFinding` writes the ids to the folder of the run. */
class FailingChecksReporter {
  #isWhole;
  #missing = [];

  constructor(globalConfig) {
    this.#isWhole = isWhole(globalConfig);
  }

  onRunComplete(_contexts, results) {
    if (!this.#isWhole || !allPassed(results)) return;
    this.#missing = withoutFinding(idsOfChecks(), readdirSync(process.env.FAILING_CHECKS));
    for (const id of this.#missing) console.log(`${id}: no test has a finding of this check`);
  }

  getLastError() {
    return this.#missing.length > 0 ? new Error("a check has no test that makes it fail") : undefined;
  }
}

/** Whether a run has all files and all tests. Those that are chosen by a path, a name or a change are some of them. */
function isWhole({ testPathPatterns, testNamePattern, shard, ...others }) {
  const chosen = ["onlyChanged", "onlyFailures", "findRelatedTests", "runTestsByPath"];
  const isChosen = chosen.some((option) => others[option]);
  return !isChosen && !testNamePattern && !shard && testPathPatterns.patterns.length === 0;
}

/** Whether all tests ran to their end. After a failure, or where a run is cut short, findings lack that say nothing about checks. */
const allPassed = ({ numFailedTests, numRuntimeErrorTestSuites, wasInterrupted }) =>
  numFailedTests === 0 && numRuntimeErrorTestSuites === 0 && !wasInterrupted;

/** Ids of all checks: the keys of their texts. */
const idsOfChecks = () =>
  readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)checks\/(.*\/)?texts\.json$/.test(file))
    .flatMap((file) => Object.keys(JSON.parse(readFileSync(join(SRC, file), "utf8"))));

const withoutFinding = (ids, seen) => ids.filter((id) => !seen.includes(id)).sort();

module.exports = FailingChecksReporter;
Object.assign(module.exports, { allPassed, idsOfChecks, isWhole, withoutFinding });
