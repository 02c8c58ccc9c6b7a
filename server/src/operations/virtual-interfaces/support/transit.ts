import { granted } from '../../../domain/fault.ts';
import { required } from '../../../domain/virtual-interface/refusals.ts';

/**
 * A wish for a transit virtual interface: the model leaves all of it optional; in practice it needs name and VLAN
 * [M][CLI].
 *
 * @param member that holds it
 * @throws ServiceFault when one of them is missing
 */
export function requiredOfTransit<
  W extends { readonly virtualInterfaceName?: string; readonly vlan?: number },
>(member: string, wish: W): W & { readonly virtualInterfaceName: string; readonly vlan: number } {
  return {
    ...wish,
    virtualInterfaceName: granted(required(`${member}.virtualInterfaceName`, wish.virtualInterfaceName)),
    vlan: granted(required(`${member}.vlan`, wish.vlan)),
  };
}
