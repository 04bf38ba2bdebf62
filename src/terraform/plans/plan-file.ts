import { constants } from "node:buffer";
import { readFileSync } from "node:fs";
import { type UserError, userError } from "../../base/errors";
import { readMeaning } from "../../base/fs-errors";
import { tooDeep } from "../../base/text-mistakes";
import { type JsonObject, asArray, asObject } from "../stack-json";

/** Reads the output of `terraform show -json`. Throws if it is not a plan that checks can judge. */
export function readPlanFile(file: string): JsonObject {
  const json = parsed(file, contentOf(file));
  const problem = problemOf(json);
  if (problem) throw refused(file, problem);
  return json;
}

/** A reason to refuse a file, and its fix. */
interface Problem {
  readonly got: string;
  readonly fix: string;
}

const SHOW = "run terraform show -json PLAN > plan.json, and pass plan.json";

const refused = (file: string, { got, fix }: Problem): UserError =>
  userError({
    place: `--plan ${file}`,
    got,
    expected: "the JSON that terraform show -json prints for a plan",
    fix,
  });

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const got = readMeaning(error);
    if (got === undefined) throw error;
    throw refused(file, { got, fix: "name a readable file" });
  }
}

function parsed(file: string, content: Buffer): JsonObject {
  // a plan file is a zip archive
  if (content.subarray(0, 2).toString("latin1") === "PK") {
    throw refused(file, { got: "a plan in Terraform's binary format", fix: SHOW });
  }
  if (content.length > constants.MAX_STRING_LENGTH)
    throw refused(file, { got: "a file of more than 512 MiB", fix: SHOW });
  const text = content.toString("utf8").replace(/^\uFEFF/, "");
  const deep = tooDeep(text);
  if (deep) throw refused(file, { got: deep.what, fix: SHOW });
  try {
    return asObject(JSON.parse(text) as JsonObject);
  } catch {
    if (/^\{"@level"/.test(text))
      throw refused(file, { got: "the log output of terraform plan -json", fix: SHOW });
    throw refused(file, { got: "text that is not JSON in UTF-8", fix: SHOW });
  }
}

function problemOf(json: JsonObject): Problem | undefined {
  const version = json["format_version"];
  if (json["configuration"] === undefined) {
    const isState = json["lineage"] !== undefined || (version !== undefined && "values" in json);
    return { got: isState ? "a state" : "JSON that is not a plan", fix: SHOW };
  }
  if (typeof version !== "string" || !/^1\./.test(version)) {
    return {
      got: version === undefined ? "no format_version" : `format_version ${JSON.stringify(version)}`,
      fix: "use a version of Terraform or OpenTofu that prints format 1.x",
    };
  }
  if (json["errored"] === true) {
    return { got: "a plan that ended with an error", fix: "fix the error and plan again" };
  }
  return problemOfChanges(json);
}

function problemOfChanges(json: JsonObject): Problem | undefined {
  const root = asObject(asObject(json["configuration"])["root_module"]);
  const resources = asArray(root["resources"]).map(asObject);
  if (resources.length === 0) {
    return {
      got: "a root module without resources",
      fix: "plan the module that synth wrote, not a module that calls it",
    };
  }
  const changes = asArray(json["resource_changes"]).map((change) => asObject(asObject(change)["change"]));
  if (changes.length === 0 && resources.some(({ mode }) => mode === "managed")) {
    return { got: "a refresh-only plan", fix: "plan without -refresh-only" };
  }
  if (changes.length > 0 && changes.every(({ actions }) => String(actions) === "delete")) {
    return { got: "a plan that destroys everything", fix: "plan without -destroy" };
  }
  return undefined;
}
