import { delimiter, join } from "node:path";
import { type Variables } from "./processes";

/** Name of an empty Terraform settings file, since Terraform fails if the file does not exist. */
export const NO_SETTINGS = "no-settings.tfrc";

/** Folder of programs that the run writes. They come before those of the caller. */
export const PROGRAMS = "programs";

/** Has Terraform start the provider from its package, whose hash it compares with the lock file (`provider-server.ts`). */
export const FROM_PACKAGE: Variables = { TF_REATTACH_PROVIDERS: "{}" };

/**
 * The caller's environment variables without those that connect Terraform or the AWS CLI to a real account, or change their
 * behavior. `folder` contains no profile, credential or setting.
 */
export function isolated(caller: Variables, folder: string): Variables {
  const kept = Object.entries(caller).filter(([name]) => !/^(AWS_|TF_|MOTO_)/.test(name));
  return {
    ...Object.fromEntries(kept),
    PATH: [join(folder, PROGRAMS), caller["PATH"]].join(delimiter),
    AWS_CONFIG_FILE: join(folder, "no-aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "no-aws-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PAGER: "",
    CHECKPOINT_DISABLE: "1",
    // Terraform and the provider start hundreds of times, and spend a quarter of the time collecting garbage of the schema.
    GOGC: "400",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    // Ignores mirrors and development builds of providers in the developer's own settings.
    TF_CLI_CONFIG_FILE: join(folder, NO_SETTINGS),
    // The local API must not be called through a proxy.
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
  };
}
