import { ChevronUp } from "lucide-react";
import type { DeviceKind } from "@/call/contract";
import { useController, useMedia } from "@/features/call/CallProvider";
import { IconButton } from "@/ui/IconButton";
import { Menu, MenuGroup, MenuRadio } from "@/ui/Menu";
import { chosenDevice, deviceLabel, kindName } from "./words";

interface DeviceMenuProps {
  readonly label: string;
  readonly kinds: readonly DeviceKind[];
  readonly className?: string | undefined;
}

/** The small menu beside the microphone or camera button. */
export function DeviceMenu({ label, kinds, className }: DeviceMenuProps) {
  const media = useMedia((m) => m);
  const call = useController();
  const shown = kinds.filter((kind) => kind !== "audiooutput" || media.canChooseSpeaker);
  return (
    <Menu
      label={label}
      side="top"
      align="start"
      trigger={(props) => (
        <IconButton {...props} label={label} icon={<ChevronUp />} variant="stage" size="s" className={className} />
      )}
    >
      {shown.map((kind) => (
        <MenuGroup key={kind} label={kindName(kind)}>
          {media.devices[kind].map((device, index) => (
            <MenuRadio
              key={device.id}
              checked={device.id === chosenDevice(media, kind)}
              onSelect={() => void call.media.choose(kind, device.id)}
            >
              {deviceLabel(device, kind, index)}
            </MenuRadio>
          ))}
        </MenuGroup>
      ))}
    </Menu>
  );
}
