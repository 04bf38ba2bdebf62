import { FLAGS, FLAG_VARIABLE_PREFIX, KNOWN_VERSION, PROGRAM } from "../facts";
import { isProxy, proxyImage } from "./proxies";
import { own } from "../../../base/own";
import { text, texts } from "../../../terraform/stack-json";
import { type ContainerSpec, items } from "../../../infrastructure/kubernetes-api";
import { type ImageReference } from "../../../infrastructure/kubernetes-images";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";

/** The reasons why the pods of a proxy let a person pass without a log-in or a group. */
export function proxyProblems(plan: EnvironmentPlan, pods: Pods): string[] {
  return pods.containers.flatMap(({ name, config }) =>
    isProxy(plan, pods, config)
      ? [
          ...versionProblems(proxyImage(plan, pods, config)),
          ...settingProblems(config),
          ...flagProblems(texts(config.args)),
        ]
      : [`the container ${name} has the addresses of the proxy, and asks for no log-in`],
  );
}

/** A digest alone does not show the version. */
const versionProblems = ({ tag = "not known" }: ImageReference): string[] =>
  KNOWN_VERSION.tags.test(tag) ? [] : [`its version is ${tag}, expected ${KNOWN_VERSION.expected}`];

/** Settings that arguments do not show. */
function settingProblems({ command, env, envFrom }: ContainerSpec): string[] {
  const [program, ...more] = texts(command);
  return [
    ...((program ?? PROGRAM) === PROGRAM && more.length === 0
      ? []
      : [`its command is ${texts(command).join(" ")}, expected none`]),
    ...items(env)
      .map((variable) => text(variable.name) ?? "")
      .filter((name) => name.startsWith(FLAG_VARIABLE_PREFIX))
      .map((name) => `the variable ${name} sets a flag, expected an argument`),
    ...(items(envFrom).length > 0 ? ["it has variables of a ConfigMap or Secret, which can set flags"] : []),
  ];
}

function flagProblems(args: readonly string[]): string[] {
  const given = args.map(flagIn);
  const names = new Set(given.map(({ name }) => name));
  return [
    ...given.flatMap(({ written, name, value }) => {
      const facts = name === undefined ? undefined : own(FLAGS, name);
      if (!facts) return [`${written} is not known to keep the log-in`];
      return facts.values.test(value) ? [] : [`--${name} is ${value || "empty"}, expected ${facts.expected}`];
    }),
    ...Object.entries(FLAGS)
      .filter(([name, { withoutIt }]) => withoutIt !== undefined && !names.has(name))
      .map(([name, { withoutIt }]) => `--${name} is missing: ${withoutIt}`),
  ];
}

/** A flag of an argument. The forms `--name value` and `-name` are not read. */
function flagIn(written: string): {
  readonly written: string;
  readonly name?: string;
  readonly value: string;
} {
  const [, name, value = "true"] = /^--([a-z0-9-]+)(?:=(.*))?$/s.exec(written) ?? [];
  return name === undefined ? { written, value } : { written, name, value };
}
