import { MOVE_BLOCKS, STACK_FILES } from "../../base/stack-files";

type Mapping = Readonly<Record<string, unknown>>;

export interface SplitStack {
  readonly stack: Mapping;
  /** Files beside the stack's own, by name. */
  readonly beside: ReadonlyMap<string, Mapping>;
}

/** Separates the Terraform version and the blocks that change only the state from a stack's JSON (`core/stack-files.ts`). */
export function splitStack(json: Mapping): SplitStack {
  const { required_version: version, ...terraform } = (json["terraform"] ?? {}) as Mapping;
  const isMove = ([name]: [string, unknown]): boolean => Object.hasOwn(MOVE_BLOCKS, name);
  const moves = Object.entries(json).filter(isMove);
  return {
    stack: { ...Object.fromEntries(Object.entries(json).filter((each) => !isMove(each))), terraform },
    beside: new Map([
      ...(version === undefined
        ? []
        : [[STACK_FILES.versions, { terraform: { required_version: version } }] as const]),
      ...(moves.length === 0 ? [] : [[STACK_FILES.moves, Object.fromEntries(moves)] as const]),
    ]),
  };
}
