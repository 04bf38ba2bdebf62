import { own } from "../base/own";
import { EKS } from "./resource-types/eks";
import { ENCRYPTION } from "./resource-types/encryption";
import { ENTRY } from "./resource-types/entry";
import { IAM } from "./resource-types/iam";
import { KUBERNETES } from "./resource-types/kubernetes";
import { MONITORING } from "./resource-types/monitoring";
import { NETWORK } from "./resource-types/network";
import { type ResourceType, type ResourceTypes } from "./resource-type";
import { STORAGE } from "./resource-types/storage";

/** A row for each type that a stack can have, and for others that checks and estimates know. */
export const RESOURCE_TYPES: ResourceTypes = {
  ...IAM,
  ...EKS,
  ...NETWORK,
  ...ENTRY,
  ...STORAGE,
  ...ENCRYPTION,
  ...MONITORING,
  ...KUBERNETES,
  terraform_remote_state: { file: "remote-state" },
};

/** Families in which AWS bills no type, also those without a row. */
const WITHOUT_COST = /^aws_(iam_\w+|s3_bucket_\w+)$/;

export const resourceType = (type: string): ResourceType | undefined => own(RESOURCE_TYPES, type);

/** Types that have a fact, with the fact. */
export const typesWith = <F extends keyof ResourceType>(
  fact: F,
): readonly (readonly [type: string, value: NonNullable<ResourceType[F]>])[] =>
  Object.entries(RESOURCE_TYPES).flatMap(([type, { [fact]: value }]) =>
    value === undefined ? [] : [[type, value] as const],
  );

/** Whether a type has lines in an estimate, or costs nothing; undefined for a type without a known price. */
export const costOf = (type: string): ResourceType["cost"] =>
  resourceType(type)?.cost ?? (WITHOUT_COST.test(type) ? "none" : undefined);
