import { SERVER_PROGRAMS, type ServerOption } from "../../evidence/server-programs";
import { GPU_RESOURCE } from "../../infrastructure/capacity-amounts";
import { PROBES } from "../../infrastructure/kubernetes-api";
import { type Container, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { containerValues } from "../../infrastructure/kubernetes-pods";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject, number, text, texts } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

type ServerProgram = (typeof SERVER_PROGRAMS)[number];

export const serverOptions: Check = {
  ...ruleOf(TEXTS, "server-options"),
  run: (plan) =>
    objectsOf(plan).pods.flatMap((pods) => {
      if (pods.isJob) return [];
      const { owner, containers } = pods;
      const problems = containers
        .filter(({ init }) => !init)
        .flatMap((container) => {
          const server = serverIn(plan, pods, container);
          return server === undefined
            ? []
            : problemsOf(server).map(
                (problem) => `container ${container.name}: ${server.program.name} ${problem}`,
              );
        });
      return combinedFinding(owner.resource, owner.title, problems);
    }),
};

/** A container that runs a known server. */
interface Server {
  readonly program: ServerProgram;
  readonly container: Container;
  /** Its words; undefined for one that no stack has. */
  readonly words: readonly (string | undefined)[];
  readonly variables: ReadonlyMap<string, string | undefined>;
}

function serverIn(plan: EnvironmentPlan, pods: Pods, container: Container): Server | undefined {
  const { config } = container;
  const [command, args] = [texts(config.command), texts(config.args)];
  const written = command.length > 0 ? [...command, ...args] : args;
  const line = written.join(" ");
  const program = SERVER_PROGRAMS.find(
    (each) =>
      each.command.test(line) ||
      (command.length === 0 && (each.image?.test(config.image ?? "") || each.arguments?.test(line))),
  );
  if (program === undefined) return undefined;
  const { values, word } = containerValues(plan, pods, container);
  return { program, container, words: written.map(word), variables: values };
}

/** The value of a flag: the last one counts. Undefined without the flag; `value` is undefined where no stack has it. */
function valueOf(
  { words }: Server,
  flags: readonly string[],
): { readonly value: string | undefined } | undefined {
  const at = words.findLastIndex((word) =>
    flags.some((flag) => word === flag || word?.startsWith(`${flag}=`)),
  );
  if (at < 0) return undefined;
  const word = words[at] ?? "";
  return { value: flags.includes(word) ? words[at + 1] : word.slice(word.indexOf("=") + 1) };
}

/** The value of an option; undefined where no stack has it. */
function optionOf(server: Server, { flags, variable, default: initial }: ServerOption): string | undefined {
  const flag = valueOf(server, flags);
  if (flag) return flag.value;
  if (variable !== undefined && server.variables.has(variable)) return server.variables.get(variable);
  return initial;
}

const problemsOf = (server: Server): string[] => [
  ...addressProblems(server),
  ...tlsProblems(server),
  ...gpuProblems(server),
  ...switchProblems(server),
];

const LOOPBACK = /^(localhost|127(\.\d+){0,3}|\[?::1\]?)$/;

function addressProblems(server: Server): string[] {
  const { program, container, variables } = server;
  const numbers = container.ports.flatMap((port) => port.number ?? []);
  const isElsewhere =
    program.elsewhere.some((flag) => valueOf(server, [flag])) ||
    program.variables.some((name) => variables.has(name));
  if (isElsewhere || numbers.length === 0) return [];
  const { host, port } = addressOf(server);
  return [
    ...(host !== undefined && LOOPBACK.test(host)
      ? [
          `listens at ${host}, which no probe and no client outside of the container reaches, expected 0.0.0.0`,
        ]
      : []),
    ...(port !== undefined && !numbers.includes(Number(port))
      ? [`listens on port ${port}, and the container declares ${numbers.join(", ")}`]
      : []),
  ];
}

function addressOf(server: Server): {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
} {
  const { address, host, port } = server.program;
  if (address === undefined)
    return {
      ...(host ? { host: optionOf(server, host) } : {}),
      ...(port ? { port: optionOf(server, port) } : {}),
    };
  // gunicorn also has 127.0.0.1 without a port, and oauth2-proxy http://127.0.0.1:4180.
  const [, own = "", number] =
    /^(?:https?:\/\/)?(.*?)(?::(\d+))?$/.exec(optionOf(server, address) ?? "") ?? [];
  return { host: own, port: number };
}

function tlsProblems(server: Server): string[] {
  const { program, container } = server;
  if (program.tls.length === 0 || program.elsewhere.some((flag) => valueOf(server, [flag]))) return [];
  const given = program.tls.filter((flag) => valueOf(server, [flag]));
  const isTls = given.length === program.tls.length;
  if (given.length > 0 && !isTls) return [`has ${given.join(", ")}, and TLS needs ${program.tls.join(", ")}`];
  const schemes = PROBES.flatMap((probe) => {
    const http = container.config[probe]?.httpGet;
    return http === undefined ? [] : [text(http.scheme) ?? "HTTP"];
  });
  const expected = isTls ? "HTTPS" : "HTTP";
  if (schemes.every((scheme) => scheme === expected)) return [];
  return [
    isTls
      ? `serves TLS (${program.tls.join(", ")}), and a probe asks by HTTP`
      : `serves no TLS, and a probe asks by HTTPS`,
  ];
}

function gpuProblems(server: Server): string[] {
  const { program, container } = server;
  const sizes = program.gpus.map((flags) => valueOf(server, flags) ?? { value: "1" });
  const parts = sizes.map(({ value }) => Number(value ?? Number.NaN));
  const needed = parts.reduce((all, each) => all * each, 1);
  const has = number(asObject(container.config.resources?.limits)[GPU_RESOURCE]) ?? 0;
  const shares = program.shares.flatMap((flag) => {
    const value = valueOf(server, [flag])?.value;
    const share = Number(value ?? 1);
    return share > 0 && share <= 1 ? [] : [`has ${flag} ${value ?? ""}, expected more than 0 and at most 1`];
  });
  return [
    ...(needed > has && parts.some((each) => each > 1)
      ? [`divides a model among ${String(needed)} GPUs, and the container has ${String(has)}`]
      : []),
    ...shares,
  ];
}

const OFF = /^(0|false|no|off)?$/i;

const switchProblems = (server: Server): string[] => [
  ...server.program.development
    .filter((flag) => server.words.includes(flag))
    .map((flag) => `has ${flag}, which is for development`),
  ...Object.entries(server.program.opening)
    .filter(([flag]) => valueOf(server, [flag]))
    .map(([flag, effect]) => `has ${flag}: ${effect}`),
  ...Object.entries(server.program.dangerous)
    .filter(([name]) => server.variables.has(name) && !OFF.test(server.variables.get(name) ?? "1"))
    .map(([name, effect]) => `has ${name}: ${effect}`),
];
