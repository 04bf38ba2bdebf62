import { TOKEN_ISSUERS_OF_PARTS } from "./generated/token-issuers-of-parts";

/** Issuers of tokens beside the cluster. */
export const TOKEN_ISSUERS = Object.values(TOKEN_ISSUERS_OF_PARTS);
