import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { type Variables } from "./processes";

/**
 * Variables with which a Terraform process logs the calls of its providers, if `RECORD_CALLS` names a folder for the logs.
 * `npm run deployer-actions` reads them.
 */
export function recording(stack: string): Variables {
  const folder = process.env["RECORD_CALLS"];
  if (folder === undefined || folder === "") return {};
  // Terraform opens the file only in a folder that exists.
  mkdirSync(folder, { recursive: true });
  return { TF_LOG_PROVIDER: "DEBUG", TF_LOG_PATH: resolve(folder, `${stack}-${randomUUID()}.log`) };
}
