/** Every character an MRZ can hold, in the order of the network's classes 1 to 37 (class 0 is "no character"). */
export const alphabet = '<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
