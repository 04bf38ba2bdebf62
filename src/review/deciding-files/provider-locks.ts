import { LOCK_NAME } from "../../base/provider-lock";
import { counted } from "../../base/counted";
import { type ReviewLine } from "../stages/line";
import { say } from "../stages/phrase";
import {
  type DecidingKind,
  type FileChange,
  eachFile,
  notUnderstood,
  remark,
  warning,
  withoutBlocks,
} from "./file-change";

/** Locks of providers: which release Terraform runs, and the packages that it accepts as this release. */
export const providerLocks: DecidingKind = {
  isOf: (path) => path.endsWith(".lock.hcl") || path.endsWith(LOCK_NAME),
  lines: eachFile(({ path, before = "", after = "" }: FileChange) => {
    const [was, is] = [providersIn(before), providersIn(after)];
    const names = [...new Set([...is.keys(), ...was.keys()])];
    const lines = names.flatMap((name) => linesOf(path, name, was.get(name), is.get(name)));
    if (withoutProviders(before) !== withoutProviders(after))
      return [...lines, notUnderstood(path, "which packages of providers Terraform runs")];
    return lines.length > 0 ? lines : [remark(say`${path}: no release and no hash changes`)];
  }),
};

interface Locked {
  readonly version: string;
  readonly hashes: readonly string[];
}

const BLOCK = /^provider\s+"([^"]+)"\s*\{([^]*?)^\}/gm;

function providersIn(text: string): ReadonlyMap<string, Locked> {
  return new Map(
    [...text.matchAll(BLOCK)].map(([, source = "", body = ""]) => {
      const version = /^\s*version\s*=\s*"([^"]*)"/m.exec(body)?.[1] ?? "";
      const hashes = [...body.matchAll(/"((?:h1|zh):[^"]*)"/g)].map(([, hash = ""]) => hash);
      return [source.replace(/^registry\.(?:terraform\.io|opentofu\.org)\//, ""), { version, hashes }];
    }),
  );
}

const withoutProviders = (text: string): string => withoutBlocks(text, BLOCK);

function linesOf(path: string, name: string, was: Locked | undefined, is: Locked | undefined): ReviewLine[] {
  if (!is)
    return [
      warning(say`${path}: ${name} is no longer locked: Terraform takes any release that the stacks allow`),
    ];
  if (!was)
    return [
      warning(say`${path}: new provider ${name} ${is.version}, which runs with the rights of the apply`),
    ];
  const versions = say`${was.version} → ${is.version}`;
  if (was.version !== is.version)
    return [warning(say`${path}: ${name} ${versions}: another program makes the plan and the apply`)];
  const more = is.hashes.filter((hash) => !was.hashes.includes(hash)).length;
  const less = was.hashes.filter((hash) => !is.hashes.includes(hash)).length;
  const release = say`${path}: ${name} ${is.version}`;
  if (is.hashes.length === 0)
    return less === 0
      ? []
      : [warning(say`${release} has no hashes: any package is accepted as this release`)];
  if (more === 0)
    return less === 0
      ? []
      : [remark(say`${release} accepts ${[counted(less, "package")]} less of the same release`)];
  return less === was.hashes.length && less > 0
    ? [
        warning(
          say`${release} accepts none of the packages that it accepted before, although the release is the same`,
        ),
      ]
    : [
        warning(
          say`${release} accepts ${[counted(more, "more package")]} of the same release: compare the hashes with those of the registry`,
        ),
      ];
}
