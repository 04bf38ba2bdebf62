/** What an expression names, as Terraform writes it: `aws_vpc.main`, `data.aws_vpc.main`, `local.x`. */
export function referencesIn(expression: string, providers: ReadonlySet<string>): string[] {
  return [...expression.matchAll(REFERENCE)].flatMap(([, reference = "", type = ""]) =>
    /^(local|var)\./.test(reference) || providers.has(type.split("_")[0] ?? "") ? [reference] : [],
  );
}

/** `local.x`, `var.x`, or a type of two words or more and a name; not a step within a path. */
const REFERENCE =
  /(?<![\w.\]])((?:local|var)\.\w+|(?:data\.)?([a-z][a-z0-9]*(?:_[a-z0-9]+)+)\.[A-Za-z_][\w-]*)/g;

/** A read of another layer's output: layer, output, and the item of a list. */
export interface RemoteRead {
  readonly layer: string;
  readonly output: string;
  readonly index?: number;
}

export function remoteReadsIn(expression: string): RemoteRead[] {
  return [...expression.matchAll(REMOTE_READ)].map(([, layer = "", output = "", index]) => ({
    layer,
    output,
    ...(index === undefined ? {} : { index: Number(index) }),
  }));
}

const REMOTE_READ = /data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)(?:\[(\d+)\])?/g;
