// eslint-disable-next-line @typescript-eslint/no-restricted-imports -- the only file that configures it
import { config, z } from "zod";

// zod compiles the parser of each object at its first use. That takes longer than to read the files
// of several environments.
config({ jitless: true });

export { z };
