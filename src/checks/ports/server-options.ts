import { BYTE_QUANTITY, memoryMiB } from "../../base/quantities";
import { GPU_RESOURCE } from "../../infrastructure/capacity-amounts";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import { asObject, number } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import { clientPathProblems } from "./client-paths";
import { probeSchemes } from "./probe-schemes";
import { hasFlag, isSocket, optionOf, type KnownServer, serverIn, flagValues } from "./started-servers";
import TEXTS from "./texts.json";

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
            : [...problemsOf(server), ...clientPathProblems(plan, pods, container)].map(
                (problem) => `container ${container.name}: ${server.program.name} ${problem}`,
              );
        });
      return combinedFinding(owner.resource, owner.title, problems);
    }),
};

const problemsOf = (server: KnownServer): string[] => [
  ...addressProblems(server),
  ...tlsProblems(server),
  ...gpuProblems(server),
  ...memoryProblems(server),
  ...switchProblems(server),
];

const LOOPBACK = /^(localhost|127(\.\d+){0,3}|\[?::1\]?)$/;

function addressProblems(server: KnownServer): string[] {
  const { program, container, variables } = server;
  const numbers = container.ports.flatMap((port) => port.number ?? []);
  const isElsewhere =
    program.elsewhere.some((flag) => hasFlag(server, flag)) ||
    program.variables.some((name) => variables.has(name));
  if (isElsewhere || numbers.length === 0) return [];
  const { host, port, socket } = addressOf(server);
  const declared = numbers.join(", ");
  if (socket !== undefined)
    return [`listens at the socket ${socket}, and the container declares ${declared}`];
  return [
    ...(host !== undefined && LOOPBACK.test(host)
      ? [
          `listens at ${host}, which no probe and no client outside of the container reaches, expected 0.0.0.0`,
        ]
      : []),
    ...(port !== undefined && !numbers.includes(Number(port))
      ? [`listens on port ${port}, and the container declares ${declared}`]
      : []),
  ];
}

function addressOf(server: KnownServer): {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly socket?: string | undefined;
} {
  const { address, host, port, socket } = server.program;
  if (socket !== undefined && hasFlag(server, socket))
    return { socket: flagValues(server, [socket]).at(-1) ?? "of a variable" };
  if (address === undefined)
    return {
      ...(host ? { host: optionOf(server, host) } : {}),
      ...(port ? { port: optionOf(server, port) } : {}),
    };
  const written = optionOf(server, address) ?? "";
  if (isSocket(written)) return { socket: written.slice("unix:".length) };
  // gunicorn also has 127.0.0.1 without a port, and oauth2-proxy http://127.0.0.1:4180.
  const [, own = "", number] = /^(?:https?:\/\/)?(.*?)(?::(\d+))?$/.exec(written) ?? [];
  return { host: own, port: number };
}

function tlsProblems(server: KnownServer): string[] {
  const { program, container } = server;
  if (program.tls.length === 0 || program.elsewhere.some((flag) => hasFlag(server, flag))) return [];
  const given = program.tls.filter((flag) => hasFlag(server, flag));
  const isTls = given.length === program.tls.length;
  if (given.length > 0 && !isTls) return [`has ${given.join(", ")}, and TLS needs ${program.tls.join(", ")}`];
  const expected = isTls ? "HTTPS" : "HTTP";
  if (probeSchemes(container).every((scheme) => scheme === expected)) return [];
  return [
    isTls
      ? `serves TLS (${program.tls.join(", ")}), and a probe asks by HTTP`
      : `serves no TLS, and a probe asks by HTTPS`,
  ];
}

/** The number of parts of a model, one for each flag; NaN where no stack has it. */
const partsOf = (server: KnownServer): number[] =>
  server.program.gpus.map((flags) => {
    const values = flagValues(server, flags);
    return values.length === 0 ? 1 : Number(values.at(-1) ?? Number.NaN);
  });

function gpuProblems(server: KnownServer): string[] {
  const { program, container } = server;
  const parts = partsOf(server);
  const needed = parts.reduce((all, each) => all * each, 1);
  const has = number(asObject(container.config.resources?.limits)[GPU_RESOURCE]) ?? 0;
  const shares = program.shares.flatMap((flag) => {
    const value = flagValues(server, [flag]).at(-1);
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

function memoryProblems(server: KnownServer): string[] {
  const { program, container } = server;
  const limit = String(asObject(container.config.resources?.limits)["memory"]);
  if (!BYTE_QUANTITY.test(limit)) return [];
  const gpus = partsOf(server).reduce((all, each) => all * each, 1);
  const keeps = (flags: readonly string[], times: number): string[] =>
    flags.flatMap((flag) => {
      const amount = Number(flagValues(server, [flag]).at(-1) ?? 0) * times;
      return amount * 1024 > memoryMiB(limit)
        ? [`keeps ${String(amount)} GiB in memory (${flag}), and the container has ${limit}`]
        : [];
    });
  return [...keeps(program.memoryGiBPerGpu, gpus), ...keeps(program.memoryGiB, 1)];
}

const OFF = /^(0|false|no|off)?$/i;

const switchProblems = (server: KnownServer): string[] => [
  ...server.program.development
    .filter((flag) => server.words.includes(flag))
    .map((flag) => `has ${flag}, which is for development`),
  ...Object.entries(server.program.opening)
    .filter(([flag]) => hasFlag(server, flag))
    .map(([flag, effect]) => `has ${flag}: ${effect}`),
  ...Object.entries(server.program.needed)
    .filter(([flag]) => ![flag, ...server.program.elsewhere].some((each) => hasFlag(server, each)))
    .map(([flag, effect]) => `lacks ${flag}: ${effect}`),
  ...Object.entries(server.program.dangerous)
    .filter(([name]) => server.variables.has(name) && !OFF.test(server.variables.get(name) ?? "1"))
    .map(([name, effect]) => `has ${name}: ${effect}`),
];
