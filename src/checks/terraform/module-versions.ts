import { inAllStacks } from "../../terraform/environment-plan";
import { asObject, type JsonObject, text } from "../../terraform/stack-json";
import { type Check, combinedFinding } from "../check";

export const moduleVersions: Check = {
  id: "module-versions",
  severity: "error",
  title: "each module is one release of a registry, or one commit of a repository",
  why: "no lock file has modules: the next init can load other code, which then runs with the credentials of the deployer",
  fix: "set version to one release, or ?ref= to the 40 digits of a commit; write a module of a folder as blocks of this file",
  source:
    "Terraform documentation, Dependency lock file, which has no modules (read 2026-11-26); Module sources (unconfirmed)",
  run: (plan) =>
    inAllStacks(plan, ({ json }, layer) =>
      Object.entries(asObject(json["module"])).flatMap(([name, body]) =>
        combinedFinding({ layer, address: `module.${name}` }, "module", problemsOf(asObject(body))),
      ),
    ),
};

/** `namespace/name/provider`, with or without a host. */
const OF_REGISTRY = /^([\w.-]+\.[\w.-]+\/)?[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/;
const OF_GIT = /^(git::|git@|github\.com\/|bitbucket\.org\/)/;
const RELEASE = /^\s*=?\s*v?\d+\.\d+\.\d+(-[\w.]+)?\s*$/;
const COMMIT = /[?&]ref=[0-9a-f]{40}(&|$)/;

function problemsOf({ source, version }: JsonObject): string[] {
  const from = text(source) ?? "";
  if (/^(\.{1,2}(\/|$)|\/)/.test(from))
    return [
      `its source ${from} is a folder, which is not copied to the stack: nothing shows which code runs`,
    ];
  if (OF_GIT.test(from)) {
    const [, ref] = /[?&]ref=([^&]*)/.exec(from) ?? [];
    return COMMIT.test(from)
      ? []
      : [`its source ${from} has ${ref === undefined ? "no commit" : `${ref}, expected a commit`}`];
  }
  if (!OF_REGISTRY.test(from))
    return [
      `its source ${from || "is missing"}, where the code can change, is no registry and no repository of git`,
    ];
  const range = text(version);
  return range !== undefined && RELEASE.test(range)
    ? []
    : [`${from} has ${range === undefined ? "no version" : `the versions ${range}`}, expected one release`];
}
