/** Name of the binary of the package. */
export const BINARY = "private-eks-inference";

/** The binary as messages and documents call it: npx runs the version that the project has installed. */
export const NPX = `npx ${BINARY}`;
