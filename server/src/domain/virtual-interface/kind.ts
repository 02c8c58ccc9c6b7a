/** Types of virtual interfaces [M]; transit ones are made by their own operation alone [aws-sdk#444]. */
export type VirtualInterfaceKind = 'private' | 'public' | 'transit';
