import { type ServerOption, startedServer, type StartedServer } from "../../evidence/server-programs";
import { type Container, type Pods } from "../../infrastructure/kubernetes-objects";
import { containerValues } from "../../infrastructure/kubernetes-pods";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { texts } from "../../terraform/stack-json";

/** A container that runs a known server. */
export interface KnownServer {
  readonly program: StartedServer["program"];
  readonly container: Container;
  /** Its arguments; undefined for one that no stack has. */
  readonly words: readonly (string | undefined)[];
  readonly variables: ReadonlyMap<string, string | undefined>;
}

/** The server that a container starts; undefined for one that is not known, or whose arguments another program has. */
export function serverIn(plan: EnvironmentPlan, pods: Pods, container: Container): KnownServer | undefined {
  const { command, args, image = "" } = container.config;
  const started = startedServer({ command: texts(command), args: texts(args), image });
  if (started?.words === undefined) return undefined;
  const { values, word } = containerValues(plan, pods, container);
  return { program: started.program, container, words: started.words.map(word), variables: values };
}

/** The values of a flag; undefined where no stack has one. */
export const flagValues = ({ words }: KnownServer, flags: readonly string[]): (string | undefined)[] =>
  words.flatMap((word, index) => {
    if (word === undefined) return [];
    if (flags.includes(word)) return [words[index + 1]];
    return flags.some((flag) => word.startsWith(`${flag}=`)) ? [word.slice(word.indexOf("=") + 1)] : [];
  });

export const hasFlag = (server: KnownServer, flag: string): boolean => flagValues(server, [flag]).length > 0;

export const isSocket = (value: string | undefined): boolean => value?.startsWith("unix:") === true;

/** The value of an option; undefined where no stack has it. */
export function optionOf(
  server: KnownServer,
  { flags, variable, default: initial }: ServerOption,
): string | undefined {
  const values = flagValues(server, flags);
  // Another address beside a socket has the clients.
  if (values.length > 0) return values.findLast((value) => !isSocket(value)) ?? values.at(-1);
  if (variable !== undefined && server.variables.has(variable)) return server.variables.get(variable);
  return initial;
}
