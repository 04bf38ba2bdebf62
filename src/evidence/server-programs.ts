import facts from "./options-of-servers.json";

/** An option of a server: the last flag counts, then its variable, then its default. */
export interface ServerOption {
  readonly flags: readonly string[];
  /** @default - it has none */
  readonly variable?: string;
  /** @default - a file of the image can have it, such as `gunicorn.conf.py` */
  readonly default?: string;
}

/** Options of a program that many images of models start. */
interface ServerProgram {
  readonly name: string;
  /** The first words of its command, before its arguments. */
  readonly command: RegExp;
  /** A word that shows that a shell or another program starts it, or another command of it. @default - none */
  readonly otherwise?: RegExp;
  /** Images that start it without a command. @default - none */
  readonly image?: RegExp;
  /** Flags of no other program, without a command: a copy of the image can have any name. @default - none */
  readonly arguments?: RegExp;
  /** @default - `address` has it */
  readonly host?: ServerOption;
  /** @default - `address` has it */
  readonly port?: ServerOption;
  /** Host and port as one text. @default - it has options for each */
  readonly address?: ServerOption;
  /** Seconds after which it closes a connection without requests. @default - not known */
  readonly keepAlive?: ServerOption & {
    /** Flags of workers that keep connections; others close each after its answer. @default - all keep them */
    readonly keptBy?: readonly string[];
  };
  /** Flags with which it listens elsewhere, or reads its options from a file. */
  readonly elsewhere: readonly string[];
  /** Variables with which it does. */
  readonly variables: readonly string[];
  /** The flag of a socket in place of a port. @default - it has none */
  readonly socket?: string;
  /** Flags of which each is needed for TLS. */
  readonly tls: readonly string[];
  /** Flags for a machine of a developer. */
  readonly development: readonly string[];
  /** Flags whose product is the number of its GPUs. */
  readonly gpus: readonly (readonly string[])[];
  /** Flags with a share, above 0 and at most 1. */
  readonly shares: readonly string[];
  /** Flags with an amount of the memory of its container, in GiB: of each GPU, and of the server. */
  readonly memoryGiBPerGpu: readonly string[];
  readonly memoryGiB: readonly string[];
  /** Flags that open it, with the effect. */
  readonly opening: Readonly<Record<string, string>>;
  /** Flags without which requests fail, with the effect. */
  readonly needed: Readonly<Record<string, string>>;
  /** Variables that open it, with the effect. */
  readonly dangerous: Readonly<Record<string, string>>;
}

interface Row extends Partial<Omit<ServerProgram, "command" | "otherwise" | "image" | "arguments">> {
  readonly name: string;
  readonly command: string;
  readonly otherwise?: string;
  readonly image?: string;
  readonly arguments?: string;
}

const ROWS: readonly Row[] = facts.programs;

const SERVER_PROGRAMS: readonly ServerProgram[] = ROWS.map(
  ({ command, otherwise, image, arguments: flags, ...row }) => ({
    elsewhere: [],
    variables: [],
    tls: [],
    development: [],
    gpus: [],
    shares: [],
    memoryGiBPerGpu: [],
    memoryGiB: [],
    opening: {},
    needed: {},
    dangerous: {},
    ...row,
    command: new RegExp(command),
    ...(otherwise === undefined ? {} : { otherwise: new RegExp(otherwise) }),
    ...(image === undefined ? {} : { image: new RegExp(image) }),
    ...(flags === undefined ? {} : { arguments: new RegExp(flags) }),
  }),
);

/** A known server that a container starts. */
export interface StartedServer {
  readonly program: ServerProgram;
  /** Its arguments. @default - a shell or another program has them, or another command of it */
  readonly words?: readonly string[];
}

interface Started {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly image: string;
}

export function startedServer(started: Started): StartedServer | undefined {
  for (const program of SERVER_PROGRAMS) {
    const words = argumentsOf(program, started);
    if (words) return { program, words };
    const { command, args } = started;
    if ([...command, ...args].some((word) => program.otherwise?.test(word))) return { program };
  }
  return undefined;
}

function argumentsOf(
  program: ServerProgram,
  { command, args, image }: Started,
): readonly string[] | undefined {
  const all = [...command, ...args];
  const own = program.command.exec(all.join(" "))?.[0].trim().split(" ");
  if (own) return own.every((word, index) => word === all[index]) ? all.slice(own.length) : undefined;
  const isOfImage = program.image?.test(image) || program.arguments?.test(args.join(" "));
  return command.length === 0 && isOfImage ? args : undefined;
}
