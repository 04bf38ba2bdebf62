import { EKS } from "./eks";
import { ENCRYPTION } from "./encryption";
import { ENTRY } from "./entry";
import { IAM } from "./iam";
import { KUBERNETES_TYPES } from "./kubernetes";
import { MONITORING } from "./monitoring";
import { NETWORK_TYPES } from "./network";
import { STORAGE } from "./storage";
import { type TypeRows } from "./resource-type";

/** A row for each type that a stack can have, and for others that checks and estimates know. */
export const RESOURCE_TYPES: TypeRows = {
  ...IAM,
  ...EKS,
  ...NETWORK_TYPES,
  ...ENTRY,
  ...STORAGE,
  ...ENCRYPTION,
  ...MONITORING,
  ...KUBERNETES_TYPES,
  terraform_remote_state: { file: "remote-state" },
};
