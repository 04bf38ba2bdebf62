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
  /** The first words of its command. */
  readonly command: RegExp;
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
  /** Flags with which it listens elsewhere, or reads its options from a file. */
  readonly elsewhere: readonly string[];
  /** Variables with which it does. */
  readonly variables: readonly string[];
  /** Flags of which each is needed for TLS. */
  readonly tls: readonly string[];
  /** Flags for a machine of a developer. */
  readonly development: readonly string[];
  /** Flags whose product is the number of its GPUs. */
  readonly gpus: readonly (readonly string[])[];
  /** Flags with a share, above 0 and at most 1. */
  readonly shares: readonly string[];
  /** Flags that open it, with the effect. */
  readonly opening: Readonly<Record<string, string>>;
  /** Variables that open it, with the effect. */
  readonly dangerous: Readonly<Record<string, string>>;
}

interface Row extends Partial<Omit<ServerProgram, "command" | "image" | "arguments">> {
  readonly name: string;
  readonly command: string;
  readonly image?: string;
  readonly arguments?: string;
}

const ROWS: readonly Row[] = facts.programs;

export const SERVER_PROGRAMS: readonly ServerProgram[] = ROWS.map(
  ({ command, image, arguments: flags, ...row }) => ({
    elsewhere: [],
    variables: [],
    tls: [],
    development: [],
    gpus: [],
    shares: [],
    opening: {},
    dangerous: {},
    ...row,
    command: new RegExp(command),
    ...(image === undefined ? {} : { image: new RegExp(image) }),
    ...(flags === undefined ? {} : { arguments: new RegExp(flags) }),
  }),
);
