import { trySlice } from '../crash/try-slice.js';

trySlice('imss-ssh-file', 3);
