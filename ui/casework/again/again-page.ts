/** Where whoever signed in too long ago reads that they sign in again, and comes back to. */
export const againPage = '/casework/again';
