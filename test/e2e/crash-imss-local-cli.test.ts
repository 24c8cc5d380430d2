import { trySlice } from '../crash/try-slice.js';

trySlice('imss-local-cli', 3);
