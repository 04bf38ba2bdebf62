import { asObject, block, blocks, jsonIn, type JsonObject, number } from "../../../terraform/stack-json";
import { type Expiry, UNKNOWN_DAYS } from "./expiry";

/** Deletions by the policy of a repository. Source: Amazon ECR user guide, "Lifecycle policy parameters" (unconfirmed). */
export function expiriesOfRepository({ policy }: JsonObject = {}): Expiry[] {
  const document = jsonIn(policy);
  if (document === undefined && policy !== undefined)
    return [{ what: `images by the policy ${String(policy)}`, after: UNKNOWN_DAYS }];
  return blocks(asObject(document)["rules"]).map((rule): Expiry => {
    const { countNumber, countType, countUnit, tagStatus, ...tags } = block(rule["selection"]);
    const which =
      tagStatus === "untagged"
        ? "images without a tag"
        : tagStatus === "tagged"
          ? "images with a tag"
          : "images";
    const how =
      countType === "imageCountMoreThan" ? "beyond the newest" : `after ${String(countUnit ?? "days")}`;
    const named = Object.keys(tags).length === 0 ? "" : ` of ${JSON.stringify(tags)}`;
    return { what: `${which}${named} ${how}`, after: number(countNumber) ?? UNKNOWN_DAYS };
  });
}
