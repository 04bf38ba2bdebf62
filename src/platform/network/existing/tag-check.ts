import { template } from "../../../terraform/print";
import { tagCommand } from "./aws-command";
import { type Claim, claim } from "./check";
import { literal, rawExpression, self, call } from "../expression";

export interface ExpectedTag {
  readonly region: string;
  /** The resource, such as `subnet private-a`. */
  readonly of: string;
  readonly key: string;
  readonly values: readonly [string, ...string[]];
  /** Source of the expectation, as a clause: `which network.existing.subnetTags declares`. */
  readonly why: string;
}

/** Checks that an existing resource has a tag with one of the values. */
export const tagCheck = ({ region, of, key, values, why }: ExpectedTag): Claim =>
  claim(
    template(
      call(
        "contains",
        rawExpression(JSON.stringify(values)),
        call("lookup", self("tags"), literal(key), literal("absent")),
      ),
    ),
    `${of} has no tag ${key}=${values[0]}, ${why}`,
    tagCommand(region, "${self.id}", key, values[0]),
  );

/** Checks of tags that parts of the platform need. Terraform does not tag what it did not create. */
export const partTagChecks = (region: string, of: string, tags: Readonly<Record<string, string>>): Claim[] =>
  Object.entries(tags).map(([key, value]) =>
    tagCheck({ region, of, key, values: [value], why: "which parts of the platform need" }),
  );
