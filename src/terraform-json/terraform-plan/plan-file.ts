import { readFileSync } from "node:fs";
import { UserError } from "../../core/errors";
import { type JsonObject, asArray, asObject } from "../stack-json";

/** Reads what `terraform show -json` printed of a plan, and refuses whatever could not be judged as one. */
export function readPlanFile(file: string): JsonObject {
  const json = parsed(file, contentOf(file));
  const problem = problemOf(json);
  if (problem) throw refused(file, problem);
  return json;
}

/** What was found instead of a plan, and what to do about it. */
interface Problem {
  readonly got: string;
  readonly fix: string;
}

const SHOW = "run terraform show -json PLAN > plan.json, and give plan.json";

const refused = (file: string, { got, fix }: Problem): UserError =>
  new UserError(`--plan ${file}: got ${got}, expected what terraform show -json prints of a plan; ${fix}`);

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const got =
      code === "ENOENT" ? "no such file" : code === "EISDIR" ? "a folder" : `a file not to be read (${code})`;
    throw refused(file, { got, fix: "name a file that can be read" });
  }
}

function parsed(file: string, content: Buffer): JsonObject {
  // a plan file is a zip archive
  if (content.subarray(0, 2).toString("latin1") === "PK") {
    throw refused(file, { got: "a plan in Terraform's own binary form", fix: SHOW });
  }
  const text = content.toString("utf8").replace(/^\uFEFF/, "");
  try {
    return asObject(JSON.parse(text) as JsonObject);
  } catch {
    if (/^\{"@level"/.test(text)) throw refused(file, { got: "the log of terraform plan -json", fix: SHOW });
    throw refused(file, { got: "text that is not JSON in UTF-8", fix: SHOW });
  }
}

function problemOf(json: JsonObject): Problem | undefined {
  const version = json["format_version"];
  if (json["configuration"] === undefined) {
    const isState = json["lineage"] !== undefined || (version !== undefined && "values" in json);
    return { got: isState ? "a state" : "JSON of something else", fix: SHOW };
  }
  if (typeof version !== "string" || !/^1\./.test(version)) {
    return {
      got: `format_version ${JSON.stringify(version)}`,
      fix: "use a Terraform or OpenTofu that prints format 1.x",
    };
  }
  if (json["errored"] === true) {
    return { got: "a plan that ended in an error", fix: "correct that, and plan again" };
  }
  return problemOfChanges(json);
}

function problemOfChanges(json: JsonObject): Problem | undefined {
  const root = asObject(asObject(json["configuration"])["root_module"]);
  const resources = asArray(root["resources"]).map(asObject);
  if (resources.length === 0) {
    return {
      got: "a root module without a resource",
      fix: "plan the module that synth wrote, and not one that calls it",
    };
  }
  const changes = asArray(json["resource_changes"]).map((change) => asObject(asObject(change)["change"]));
  if (changes.length === 0 && resources.some(({ mode }) => mode === "managed")) {
    return { got: "a plan that only refreshes", fix: "plan without -refresh-only" };
  }
  if (changes.length > 0 && changes.every(({ actions }) => String(actions) === "delete")) {
    return { got: "a plan that destroys everything", fix: "plan without -destroy" };
  }
  return undefined;
}
