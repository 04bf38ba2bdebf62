import { EKS } from "./eks";
import { ENCRYPTION } from "./encryption";
import { ENTRY } from "./entry";
import { IAM } from "./iam";
import { KUBERNETES } from "./kubernetes";
import { MONITORING } from "./monitoring";
import { NETWORK } from "./network";
import { STORAGE } from "./storage";
import { type ResourceTypes } from "./resource-type";

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
