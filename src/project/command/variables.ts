/** Variables that every command honours. An option overrides its variable. */
export const COMMAND_VARIABLES: readonly (readonly [name: string, meaning: string])[] = [
  ["ENVIRONMENT=a,b", "same as --environments"],
  [
    "ENVIRONMENTS_DIR=dir",
    "folder of the YAML files (default: environments, or examples where that has none)",
  ],
  ["CDKTF_OUTDIR=dir", "output folder of synth (default: cdktf.out): --out of synth, --in of other commands"],
  ["NO_COLOR=1", "no colours"],
];
