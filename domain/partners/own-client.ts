/**
 * Surety as a client of its own provider, by which people sign in outside any partner's request: no partner to go back to. What belongs to no
 * partner counts as its.
 */
export const ownClient = 'surety';
