import { type TokenIssuer } from "../../../infrastructure/part-issuer";
import { githubRolesOf, isGithubProvider } from "../model";

export const TOKEN_ISSUER: TokenIssuer = { rolesOf: githubRolesOf, isProvider: isGithubProvider };
