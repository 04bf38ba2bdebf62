import { userError } from "../../base/errors";
import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Programs } from "./programs";

/** Answer of the AWS CLI: its output, or the error of AWS. */
export type AwsAnswer = { readonly value: Json } | { readonly error: string };

/** The AWS CLI in a region. */
export class Aws {
  constructor(
    readonly programs: Programs,
    readonly region: string,
  ) {}

  /** Calls a command such as `ec2 describe-vpcs`, with options. Values are options: only the command is split. */
  async try(command: string, ...options: string[]): Promise<AwsAnswer> {
    const args = [...command.split(" "), ...options];
    const line = ["aws", ...args, "--region", this.region, "--output", "json"] as const;
    const { code, stdout, stderr } = await this.programs.read([...line], { AWS_PAGER: "" });
    if (code !== 0) return { error: stderr.trim() };
    return { value: stdout.trim() === "" ? null : (JSON.parse(stdout) as Json) };
  }

  /** Throws where AWS answers with an error. */
  async get(command: string, ...options: string[]): Promise<Json> {
    const answer = await this.try(command, ...options);
    if ("value" in answer) return answer.value;
    throw userError({
      place: ["aws", ...[...command.split(" "), ...options].slice(0, 2)].join(" "),
      got: answer.error.split("\n").at(-1) ?? "",
      expected: "an answer",
      fix: "check credentials, rights and the path to AWS",
    });
  }

  /** The objects of a list in an answer. */
  async list(key: string, command: string, ...options: string[]): Promise<JsonObject[]> {
    return asArray(asObject(await this.get(command, ...options))[key]).map(asObject);
  }
}
