import { trySlice } from '../crash/try-slice.js';

trySlice('nod32-ssh-cli', 3);
