import { z } from "../../base/zod";
import { expects } from "../expects";
import { freeText } from "./values";

/** Day after which an accepted thing is an error again. */
const lastDay = (what: string) =>
  z.iso.date(expects("a date such as 2027-03-31", `set the day by which the ${what} is reviewed`));

export const waiver = z
  .strictObject({
    check: freeText(80).describe("Id of the check, as in the report."),
    address: freeText(200).describe("Terraform address of the finding, as in the report."),
    finding: z
      .string()
      .regex(
        /^[a-z]{8}$/,
        expects("the eight letters of a finding", "copy them from the end of the first line of the finding"),
      )
      .optional()
      .describe("Id of the finding, as in the report. Another finding at the address is not accepted."),
    reason: freeText(500).describe("Why the finding is accepted. Reports show it."),
    until: lastDay("waiver").describe("Last day of the waiver. Afterwards the finding fails again."),
  })
  .describe("A finding that is accepted until a date.");

export const acceptedBlock = z
  .strictObject({
    address: freeText(200).describe("Terraform address of the block, as in the report."),
    digest: z
      .string()
      .regex(
        /^[a-z]{16}$/,
        expects("the sixteen letters of a block", "copy them from the error of the block"),
      )
      .describe("Digest of the block, as in the error. An edit of the block has another one."),
    reason: freeText(500).describe("Why the block may be as it is. Reports show it."),
    until: lastDay("block").describe("Last day of the entry. Afterwards the block is an error again."),
  })
  .describe("A block of an own Terraform file or component that is accepted until a date.");

export const trustedName = z
  .strictObject({
    kind: z
      .enum([
        "account",
        "region",
        "registry",
        "source",
        "domain",
        "time-zone",
        "alias",
        "action",
        "endpoint-service",
        "namespace",
      ])
      .describe(
        "Kind of the name, as in the error. `registry` and `source` also have the paths below the value, `domain` the hosts below it.",
      ),
    value: freeText(300).describe(
      "The name, as in the error: an account in quotes, a region, an image or the beginning of its path, the URL of a repository, a host, a time zone, `alias/…`, an action, an endpoint service, a namespace that others create.",
    ),
    reason: freeText(500).describe("Why the environment uses it."),
  })
  .describe("A name that is not the environment's own, and that its blocks may have.");
