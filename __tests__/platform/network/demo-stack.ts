import { type Json, type StackJson, asObject } from "../../../src/terraform/stack-json";
import { planWith } from "../../support/changed-plans";
import { planOf } from "../../support/reference-plans";

export const OPTION_B = "retail-forecast-option-b";
export const text = planOf(OPTION_B).text("network");
export const stack = planOf(OPTION_B).stack("network");
export const networkWith = (change: object): StackJson => planWith(OPTION_B, change).stack("network");
export const value = (of: StackJson, output: string): Json | undefined =>
  asObject(of.outputs[output])["value"];

/** A classroom demo: no certificate, no host, no zone, no web ACL. */
export const PLAIN = {
  entry: { httpOnly: true, certificateArn: null, host: null, hostedZoneId: null, webAclArn: null },
};
