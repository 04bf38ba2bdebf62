import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { type Recording, type RuleEvaluator } from "../../infrastructure/kubernetes-alert-rules";
import { type JsonObject } from "../../terraform/stack-json";
import { userError } from "../../base/errors";
import { withoutNetwork } from "../../base/processes";
import { type Variables } from "../../project/options";
import { type Labels } from "../../infrastructure/kubernetes-labels";

const VARIABLE = "PROMTOOL";

/** The promtool of the variable `PROMTOOL`, or else of the PATH; undefined without one. */
export function promtoolIn(variables: Variables): RuleEvaluator | undefined {
  const named = variables[VARIABLE];
  if (named) {
    if (spawnSync(named, ["--version"]).status === 0) return promtoolAt(named);
    throw userError({
      place: VARIABLE,
      got: `${named}, which does not run`,
      expected: "the path of promtool, which Prometheus installs",
      fix: "correct the path, or unset the variable",
    });
  }
  const found = (variables["PATH"] ?? "")
    .split(delimiter)
    // An empty one is the working directory, which may be a checkout of anyone.
    .filter(isAbsolute)
    .map((folder) => join(folder, "promtool"))
    .find((file) => existsSync(file));
  return found === undefined ? undefined : promtoolAt(found);
}

/** Recordings that take longer are evaluated at fewer times. */
const LONG_MINUTES = 120;

/**
 * Times between two evaluations. An alert fires at the first one after the time that it waits, so a long time is the
 * stricter one. With one minute, an environment takes four times as long.
 */
const BETWEEN = { short: "3m", long: "10m" };

/** promtool tests rules against what is expected. Here nothing is: it then prints what fires. */
export function promtoolAt(program: string): RuleEvaluator {
  // Possible plans of an environment that differ elsewhere have the same rules.
  const known = new Map<string, ReturnType<RuleEvaluator>>();
  return (groups, recordings) => {
    const key = JSON.stringify([
      groups,
      recordings.map(({ series, minute, isWhole }) => ({ series, minute, isWhole })),
    ]);
    const evaluation = known.get(key) ?? evaluate(program, groups, recordings);
    known.set(key, evaluation);
    return evaluation;
  };
}

function evaluate(
  program: string,
  groups: readonly JsonObject[],
  recordings: readonly Recording[],
): ReturnType<RuleEvaluator> {
  const folder = mkdtempSync(join(tmpdir(), "promtool-"));
  try {
    const file = (name: string, content: object): string => {
      writeFileSync(join(folder, name), JSON.stringify(content));
      return name;
    };
    file("rules.json", { groups });
    const numbered = recordings.map((recording, number) => ({ ...recording, number }));
    const isLong = ({ minute }: Recording): boolean => minute > LONG_MINUTES;
    const files = [
      file("long.json", testFile(BETWEEN.long, numbered.filter(isLong))),
      file(
        "short.json",
        testFile(
          BETWEEN.short,
          numbered.filter((each) => !isLong(each)),
        ),
      ),
    ];
    const [first = program, ...words] = [...withoutNetwork({}), program, "test", "rules", ...files];
    const { error, stdout, stderr } = spawnSync(first, words, {
      cwd: folder,
      env: {},
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    return error ? { refusal: error.message } : answerIn(`${stdout}\n${stderr}`, recordings.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Numbered = Recording & { readonly number: number };

/** JSON is valid YAML. */
const testFile = (interval: string, recordings: readonly Numbered[]): object => ({
  rule_files: ["rules.json"],
  evaluation_interval: interval,
  tests: recordings.map(({ series, minute, isWhole, number }) => ({
    interval: "1m",
    input_series: series.map(({ metric, labels, values }) => ({
      series: `{__name__=${JSON.stringify(metric)}${Object.entries(labels)
        .map(([name, value]) => `,${name}=${JSON.stringify(value)}`)
        .join("")}}`,
      values,
    })),
    promql_expr_test: [
      {
        expr: `${isWhole ? `max_over_time(${FIRING}[${minute}m])` : FIRING} # ${number}`,
        eval_time: `${minute}m`,
        exp_samples: [],
      },
      { expr: `${SIGN_OF_LIFE} # ${number}`, eval_time: `${minute}m`, exp_samples: [] },
    ],
  })),
});

const FIRING = 'ALERTS{alertstate="firing"}';

/** Always has a value, so that a recording without it was not evaluated. */
const SIGN_OF_LIFE = "vector(1)";

const ANSWER = /expr: "(.*) # (\d+)", time: .*\n +exp: nil\n +got: (.*)/g;

function answerIn(output: string, count: number): ReturnType<RuleEvaluator> {
  const answers = [...output.matchAll(ANSWER)].map(([, expr = "", number, got = ""]) => ({
    isSign: expr === SIGN_OF_LIFE,
    number: Number(number),
    got,
  }));
  const evaluated = new Set(answers.filter(({ isSign }) => isSign).map(({ number }) => number));
  if (evaluated.size < count) return { refusal: firstProblem(output) };
  const firing = Array.from({ length: count }, (): Labels[] => []);
  for (const { isSign, number, got } of answers) if (!isSign) firing[number] = alertsIn(got);
  return { firing };
}

/** The first line that is no answer. */
function firstProblem(output: string): string {
  const lines = output
    .replaceAll(ANSWER, "")
    .split("\n")
    .map((line) => line.trim());
  return lines.find((line) => !/^(SUCCESS|FAILED:|Unit Testing:.*|)$/.test(line)) ?? "it printed no answer";
}

/** Samples such as `{alertname="A", severity="critical"} 1E+00, {…} 1E+00`. */
const alertsIn = (got: string): Labels[] =>
  got.split(/(?<=\}) 1E\+00(?:, |$)/).flatMap((sample) => {
    const labels = [...sample.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(
      ([, name = "", value = ""]) => [name, JSON.parse(value) as string] as const,
    );
    return labels.length === 0 ? [] : [Object.fromEntries(labels)];
  });
