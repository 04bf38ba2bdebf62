import { type Aws } from "../deploy/aws";
import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type Outcome } from "./finding";

/** An answer that AWS refused. */
class Refused extends Error {}

/** The answer of a read-only call. Throws where AWS answers with an error. */
export async function read(aws: Aws, ...call: [string, ...string[]]): Promise<JsonObject> {
  const answer = await aws.try(...call);
  if ("value" in answer) return asObject(answer.value ?? {});
  throw new Refused(answer.error.split("\n").at(-1) ?? "");
}

/** The answer of a read-only call; undefined where the resource does not exist. */
export async function readIfThere(aws: Aws, ...call: [string, ...string[]]): Promise<JsonObject | undefined> {
  try {
    return await read(aws, ...call);
  } catch (error) {
    if (error instanceof Refused && /\(\w*(NotFound|NoSuch)\w*\)/.test(error.message)) return undefined;
    throw error;
  }
}

/** The findings of a subject. A refused answer is a finding, and other subjects are still read. */
export async function verifyFindingsOf(
  area: string,
  name: string,
  work: () => Promise<Outcome[]>,
): Promise<Outcome[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return [{ area, name, expected: "an answer", found: error.message, verdict: "unknown" }];
  }
}
